using Orchestra.Contracts.Runs;

namespace Orchestra.Engine.Plugins.Auth;

/// <summary>A token, or why there is none: one of the two is set.</summary>
internal sealed record TokenAnswer(AccessToken? Token, Violation? Refusal);
