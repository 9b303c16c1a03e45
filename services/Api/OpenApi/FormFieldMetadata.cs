namespace Orchestra.Api.OpenApi;

/// <summary>A field of a multipart form that an endpoint reads itself, for its documentation.</summary>
/// <param name="Name">The field.</param>
/// <param name="Description">What it is.</param>
/// <param name="IsFile">A file, and required; else an optional text.</param>
internal sealed record FormFieldMetadata(string Name, string Description, bool IsFile = false);
