using System.Text.Json.Nodes;

namespace Orchestra.Contracts.Runs;

/// <summary>A request as it was sent, secrets masked.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Url">Absolute URL.</param>
/// <param name="Headers">Headers; several values of one name joined by a comma.</param>
/// <param name="Body">
/// JSON where the body is JSON, else a string. A form is an object of its members, several values of one in an array; a multipart body
/// likewise, where a part that is more than a text is <c>{fileName, contentType, value or base64}</c>; other bytes are <c>{base64}</c>.
/// </param>
public sealed record HttpRequestRecord(string Method, string Url, IReadOnlyDictionary<string, string> Headers, JsonNode? Body);
