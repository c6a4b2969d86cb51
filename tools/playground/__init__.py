"""Puts beside the playground of the documentation what it runs in the browser.

``python -m tools.playground gather FOLDER`` puts there Python for the browser (the npm
package ``pyodide``), the wheel of this project, and the wheels that it needs, with a
``manifest.json`` that says what is there. ``python -m tools.playground test`` runs a
part of the unit tests on that same Python, without a browser.

Versions and hashes of everything that is fetched stand beside this file, in
``package-lock.json`` and in the lists of wheels. What was fetched is kept in
``build/playground``.
"""
