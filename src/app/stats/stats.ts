/** What a tool has done since the server started, with the names of the original's statistics. */
export interface ToolStats {
  /** Runs that have ended: what was refused, or only planned, is none. */
  readonly execution_count: number;
  readonly success_count: number;
  /** Runs that ended badly, time-outs among them; one that its caller stopped is none. */
  readonly failure_count: number;
  readonly timeout_count: number;
  readonly cancelled_count: number;
  /** Calls that started nothing. */
  readonly refused_count: number;
  /** Per cent of the runs that were not cancelled; 0 where there are none. */
  readonly success_rate: number;
  /** Seconds; 0 where there is no run, like the next two. */
  readonly average_execution_time: number;
  readonly min_execution_time: number;
  readonly max_execution_time: number;
  /** When the last run ended, RFC 3339 in UTC; null where there is none. */
  readonly last_execution_time: string | null;
}

/** What a server has done since it started, whatever it was asked for. */
export interface SystemStats {
  readonly uptime_seconds: number;
  /** As in `1 d 2 h 3 min 4 s`. */
  readonly uptime_formatted: string;
  /** Protocol requests. */
  readonly request_count: number;
  readonly error_count: number;
  /** Per cent of the requests that failed; 0 where there are none. */
  readonly error_rate: number;
  readonly active_connections: number;
  /** RFC 3339, in UTC. */
  readonly start_time: string;
}

/** All statistics of one server: those of each tool by its name, in the order of the catalogue. */
export interface Stats {
  readonly system: SystemStats;
  readonly tools: Readonly<Record<string, ToolStats>>;
}
