import * as z from 'zod';
import { format } from './migration/format.ts';
import { announcementsSection } from './sections/announcements.ts';
import { auditSection } from './sections/audit.ts';
import { authSection } from './sections/auth.ts';
import { circuitBreakerSection } from './sections/circuit-breaker.ts';
import { databaseSection } from './sections/database.ts';
import { engagementSection } from './sections/engagement.ts';
import { healthSection } from './sections/health.ts';
import { limitsSection } from './sections/limits.ts';
import { loggingSection } from './sections/logging.ts';
import { metricsSection } from './sections/metrics.ts';
import { reloadSection } from './sections/reload.ts';
import { sandboxSection } from './sections/sandbox.ts';
import { scopeSection } from './sections/scope.ts';
import { securitySection } from './sections/security.ts';
import { serverSection } from './sections/server.ts';
import { toolSection } from './sections/tool.ts';
import { toolsSection } from './sections/tools.ts';
import { watchesSection, watchNoticesSection } from './sections/watches.ts';

/** The configuration, once: types, defaults, env names, documents, JSON Schema and redaction all come from here. */
export const configSchema = z.strictObject({
  version: z.literal(format.version).default(format.version).describe('The version of this format.'),
  scope: scopeSection,
  engagement: engagementSection,
  security: securitySection,
  server: serverSection,
  tool: toolSection,
  tools: toolsSection,
  circuit_breaker: circuitBreakerSection,
  limits: limitsSection,
  sandbox: sandboxSection,
  reload: reloadSection,
  health: healthSection,
  logging: loggingSection,
  metrics: metricsSection,
  database: databaseSection,
  audit: auditSection,
  auth: authSection,
  announcements: announcementsSection,
  watches: watchesSection,
  watch_notices: watchNoticesSection,
});

type DeepReadonly<T> = T extends string | number | boolean | undefined
  ? T
  : { readonly [Key in keyof T]: DeepReadonly<T[Key]> };

/** The effective configuration: every key has its value, and nothing can be changed. */
export type Config = DeepReadonly<z.output<typeof configSchema>>;
