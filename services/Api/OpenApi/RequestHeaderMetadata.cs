namespace Orchestra.Api.OpenApi;

/// <summary>A header that an endpoint reads, for its documentation.</summary>
/// <param name="Name">The header.</param>
/// <param name="Description">What it does.</param>
/// <param name="Example">A value.</param>
/// <param name="IsRequired">Without it the endpoint refuses.</param>
internal sealed record RequestHeaderMetadata(string Name, string Description, string Example, bool IsRequired = false);
