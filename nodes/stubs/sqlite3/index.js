// The same API with its binaries inside the npm package: sqlite3 itself compiles for more than a minute, or fails.
module.exports = require("@appthreat/sqlite3").default;
