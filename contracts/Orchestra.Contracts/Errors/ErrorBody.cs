namespace Orchestra.Contracts.Errors;

/// <summary>The one shape of every refusal of our own routes.</summary>
/// <param name="Error">One of the closed set of codes, for example <c>not_found</c>.</param>
/// <param name="Message">What is wrong and what to do.</param>
/// <param name="Faults">Every fault of the input; absent where there is nothing to list.</param>
/// <param name="TraceId">The id under which the logs and traces of the request are found.</param>
public sealed record ErrorBody(string Error, string Message, IReadOnlyList<Fault>? Faults = null, string? TraceId = null);
