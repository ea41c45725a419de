/** Main file: `take-lock.ts FILE` tries to take the lock, says whether it is its own now, and stays until its parent leaves. */
import { LockHeld, takeLock } from '../../server/embedded/lock.ts';

const [, , file = ''] = process.argv;
try {
  takeLock(file);
  process.send?.('mine');
} catch (error) {
  if (!(error instanceof LockHeld)) throw error;
  process.send?.('held');
}
process.once('disconnect', () => process.exit(0));
