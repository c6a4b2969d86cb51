"""What the site of the documentation needs besides mkdocs.

`mkdocs.yml` names `hooks`; ``python -m tools.website FOLDER`` checks a built site, and
leaves a mark there that says of which files it was made.
"""
