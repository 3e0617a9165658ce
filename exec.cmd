@rem On Windows, what `exec` is to a POSIX shell: the npm scripts that must get signals themselves begin with it.
@%*
