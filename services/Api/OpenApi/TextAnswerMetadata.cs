namespace Orchestra.Api.OpenApi;

/// <summary>An endpoint answers with a text that is no JSON, for its documentation.</summary>
/// <param name="MediaType">For example <c>text/event-stream</c>.</param>
internal sealed record TextAnswerMetadata(string MediaType);
