namespace Orchestra.Contracts.Scenarios;

/// <summary>A value of a step's input that comes from an earlier step.</summary>
/// <param name="Target">Where it goes in the input template, for example <c>pathParams.id</c> or <c>body.account.id</c>.</param>
/// <param name="Source">Where it comes from, as a template without its braces, for example <c>steps.submit.response.body.id</c>.</param>
/// <param name="By">What says that the two are the same.</param>
public sealed record StepWiring(string Target, string Source, WiringSource By);
