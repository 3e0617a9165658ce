/**
 * CPU time this thread has used, in milliseconds, to the microsecond.
 *
 * Linux keeps a thread's figure up to date only at timer ticks (4 ms apart) unless somebody asks for the whole
 * process, which brings the asking thread's figure up to date: hence the first, unused reading.
 */
export function threadCpuMs(): number {
  process.cpuUsage();
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
