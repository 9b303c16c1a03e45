namespace Orchestra.Contracts.Processes;

/// <summary>Something in a source that was kept or guessed and that a person should know of.</summary>
/// <param name="Code">Stable, upper snake, for example <c>NOT_COVERED</c>.</param>
/// <param name="Message">What it is and what it means for the suite.</param>
/// <param name="ElementId">The element of the source.</param>
/// <param name="Line">Its line, from 1.</param>
public sealed record ImportWarning(string Code, string Message, string? ElementId = null, int? Line = null);
