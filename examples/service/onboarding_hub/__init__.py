"""The onboarding hub: a small service that embeds the library and adds no rule."""
