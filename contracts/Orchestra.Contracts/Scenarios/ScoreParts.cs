namespace Orchestra.Contracts.Scenarios;

/// <summary>What a binding's score is made of; the parts add up to it but for rounding.</summary>
/// <param name="OperationId">Words that the name shares with the operation's id.</param>
/// <param name="Summary">Words that it shares with the summary and not with the id.</param>
/// <param name="Path">Words that it shares with the path and not with those.</param>
/// <param name="Tags">Words that it shares with the tags only.</param>
/// <param name="Verb">How the name's verb fits the HTTP method and the form of the path; below 0 where it speaks against the endpoint.</param>
public sealed record ScoreParts(double OperationId, double Summary, double Path, double Tags, double Verb);
