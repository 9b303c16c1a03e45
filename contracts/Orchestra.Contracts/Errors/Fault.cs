namespace Orchestra.Contracts.Errors;

/// <summary>One fault of an input.</summary>
/// <param name="Path">Where it is: a JSON pointer, a property path, an element id or a file.</param>
/// <param name="Line">The line of the source, from 1; null where the source has no lines.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record Fault(string? Path, int? Line, string Message);
