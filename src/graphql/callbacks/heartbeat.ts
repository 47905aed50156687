import type { Delivery } from './courier.ts';

/**
 * Sends a `check` every `everyMs`, one at a time. One that becomes due while another is under way is sent as soon as that is over:
 * at the next turn it might be too late. Calls `onRefused`, once, when the router takes no more. Returns how to stop.
 */
export function startHeartbeat(
  everyMs: number,
  sendCheck: () => Promise<Delivery>,
  onRefused: (delivery: Exclude<Delivery, { is: 'taken' }>) => void,
): () => void {
  let isUnderWay = false;
  let isDue = false;
  let isStopped = false;

  function stop(): void {
    isStopped = true;
    clearInterval(timer);
  }

  async function send(): Promise<void> {
    isDue = true;
    if (isUnderWay) return;
    isUnderWay = true;
    while (isDue && !isStopped) {
      isDue = false;
      const delivery = await sendCheck();
      if (delivery.is === 'taken' || isStopped) continue;
      stop();
      onRefused(delivery);
    }
    isUnderWay = false;
  }

  // `send` never rejects, because `Courier.deliver` does not.
  const timer = setInterval(() => void send(), everyMs);
  return stop;
}
