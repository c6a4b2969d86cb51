"""Questionnaires as data: asked, checked, judged, signed."""
