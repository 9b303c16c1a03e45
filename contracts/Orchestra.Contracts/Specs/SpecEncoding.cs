namespace Orchestra.Contracts.Specs;

/// <summary>How a member of a form or of a multipart body is written (OpenAPI <c>encoding</c>).</summary>
/// <param name="ContentType">The media type of its part; the first of several.</param>
/// <param name="Style">A query parameter's style, in which arrays and objects are written; null where the content type says how.</param>
/// <param name="Explode">As <see cref="SpecParameter.Explode"/>.</param>
/// <param name="AllowReserved">As <see cref="SpecParameter.AllowReserved"/>.</param>
public sealed record SpecEncoding(string? ContentType = null, string? Style = null, bool? Explode = null, bool? AllowReserved = null);
