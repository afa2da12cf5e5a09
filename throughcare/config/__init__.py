"""Settings, routes, and the door for a web server."""
