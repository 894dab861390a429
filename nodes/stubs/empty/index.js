// Stands in for packages whose code must never run here: the `fs` placeholder (node:fs always wins) and an install-time tracker.
