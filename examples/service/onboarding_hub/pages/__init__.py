"""The pages: what people see and do in a browser, with no script and no rule."""
