using System.Text.Json.Nodes;
using Orchestra.Contracts.Profiles;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Masking;

namespace Orchestra.Engine.Plugins.Grpc.Calls;

/// <summary>Whom a step calls, and with what.</summary>
/// <param name="Address">The server.</param>
/// <param name="Service">The service's full name.</param>
/// <param name="Method">The method's name.</param>
/// <param name="Endpoint">The spec's method; null where the server itself is asked for it (reflection).</param>
/// <param name="Tls">Its TLS, with secrets in their places.</param>
/// <param name="Metadata">Names in lower case and values; bytes in base64 under names that end in <c>-bin</c>.</param>
/// <param name="Messages">What is sent, in JSON.</param>
/// <param name="Masker">Hides what its environment names.</param>
internal sealed record GrpcTarget(
    Uri Address,
    string Service,
    string Method,
    SpecEndpoint? Endpoint,
    TlsSettings? Tls,
    IReadOnlyList<KeyValuePair<string, string>> Metadata,
    IReadOnlyList<JsonNode?> Messages,
    Masker Masker
);
