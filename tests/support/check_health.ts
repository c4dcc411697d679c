import { type HealthFinding, healthSteps } from "../../jrank/prompt/health/health.ts";

/** The findings about all answers at once. */
export function checkHealth(...given: Parameters<typeof healthSteps>): HealthFinding[] {
  const steps = healthSteps(...given);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
