// Ceramic can keep its state on S3; the local node keeps it on disk, and 90 MB of SDK stay away.
module.exports = {};
