"""What proves the rules: ``collect`` writes which tests do, ``mutate`` tries them.

``collect`` runs the tests that are marked with rules, joins them to the catalogue and
writes ``build/rules.json`` and the page ``docs/reference/rules.md``. ``mutate`` changes
each number of the standard rulebook in turn and demands that a marked test notices.
"""
