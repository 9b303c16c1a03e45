namespace Orchestra.Contracts.Specs;

/// <summary>One media type of a body.</summary>
/// <param name="ContentType">The media type, or a range of them.</param>
/// <param name="SchemaPointer">Pointer of its schema into <see cref="SpecEndpoint.SchemaDocument"/>; null when it has none.</param>
/// <param name="Encoding">Forms and multipart: how a member is written, by its name; null where none says.</param>
public sealed record SpecMedia(string ContentType, string? SchemaPointer, IReadOnlyDictionary<string, SpecEncoding>? Encoding = null);
