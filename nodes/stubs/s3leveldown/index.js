module.exports = class S3LevelDown {
  constructor() {
    throw new Error("The local Ceramic node keeps its state on disk: S3 is not installed.");
  }
};
