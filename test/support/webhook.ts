/** Posts an event as a provider does that expects to be told yes. */
export async function postEvent(webhookUrl: string, event: object): Promise<void> {
  const response = await fetch(webhookUrl, { method: 'POST', body: JSON.stringify(event) });
  const answer = await response.text();
  if (response.status !== 200) throw new Error(`the webhook got ${response.status}: ${answer}`);
}
