"""The routes: what is asked, in HTTP; what is answered, by the library."""
