/** What one process has to say to another: the stream it is for, and the command but for what every command carries. */
export interface Consequence {
  stream: string;
  command: { type: string } & Record<string, unknown>;
}
