using System.Text.Json.Nodes;

namespace Orchestra.Contracts.Runs;

/// <summary>A response as it came, secrets masked.</summary>
/// <param name="StatusCode">HTTP status; GRPC: its status, 0 to 16.</param>
/// <param name="Headers">Headers in lower case; several values of one name joined by a comma.</param>
/// <param name="Body">JSON where the body is JSON, else a string.</param>
/// <param name="Truncated">Whether the body was cut at the step's limit.</param>
public sealed record HttpResponseRecord(
    int StatusCode,
    IReadOnlyDictionary<string, string> Headers,
    JsonNode? Body,
    bool Truncated = false
);
