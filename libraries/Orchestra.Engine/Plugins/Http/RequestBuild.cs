using Orchestra.Engine.Execution;

namespace Orchestra.Engine.Plugins.Http;

/// <summary>A request, or why there is none: one of the two is set.</summary>
internal sealed record RequestBuild(BuiltRequest? Request, StepVerdict? Refusal);
