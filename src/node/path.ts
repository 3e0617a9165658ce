import posix from 'path-browserify';

const { basename, delimiter, dirname, extname, format, isAbsolute, join } = posix;
const { normalize, parse, relative, resolve, sep } = posix;

export {
  basename,
  delimiter,
  dirname,
  extname,
  format,
  isAbsolute,
  join,
  normalize,
  parse,
  posix,
  relative,
  resolve,
  sep,
};
export default posix;
