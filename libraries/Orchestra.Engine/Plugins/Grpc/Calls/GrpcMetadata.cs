using System.Text.Json.Nodes;
using Grpc.Core;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Plugins.Auth;
using Orchestra.Engine.Plugins.Steps;

namespace Orchestra.Engine.Plugins.Grpc.Calls;

/// <summary>Metadata of a step: its own, who it is, and the marks by which a call is found again.</summary>
internal static class GrpcMetadata
{
    // The protocol's own: set by the transport, or of no meaning to it.
    private static readonly HashSet<string> Reserved = ["content-type", "te", "user-agent", "host", "connection", "transfer-encoding"];

    public static IReadOnlyList<KeyValuePair<string, string>> Of(StepExecution execution, JsonObject input, List<string> problems)
    {
        var step = execution.Step;
        var marks = new Dictionary<string, string>
        {
            [CallMarks.CorrelationHeader] = execution.Context.Identity.CorrelationId,
            [CallMarks.TraceHeader] = CallMarks.TraceParent(execution),
        };
        if (step.Kind == StepKind.Action && step.Action.Meta.IdempotencyKey != "off")
        {
            marks[CallMarks.IdempotencyHeader.ToLowerInvariant()] = execution.IdempotencyKey;
        }

        var metadata = new List<KeyValuePair<string, string>>();
        foreach (var (name, value) in input["metadata"] as JsonObject ?? [])
        {
            var key = name.ToLowerInvariant();
            foreach (var item in value is JsonArray items ? items.ToArray() : [value])
            {
                if (StepInputs.Text(item) is { } text && !marks.ContainsKey(key))
                {
                    Add(metadata, key, text, problems);
                }
            }
        }

        metadata.AddRange(marks);
        return metadata;
    }

    /// <summary>The target with a credential in its metadata; what the step itself says of that name stays.</summary>
    public static GrpcTarget With(GrpcTarget target, Credential? credential, List<string> problems)
    {
        if (credential is null)
        {
            return target;
        }

        if (credential.Place != CredentialPlace.Header)
        {
            problems.Add(
                $"the auth profile puts its key into the {credential.Place.ToString().ToLowerInvariant()}: a gRPC call has headers only"
            );
            return target;
        }

        var key = credential.Name.ToLowerInvariant();
        var metadata = target.Metadata.ToList();
        if (metadata.Exists(entry => entry.Key == key))
        {
            return target;
        }

        Add(metadata, key, credential.Value, problems);
        return target with { Metadata = metadata, Masker = target.Masker.With(key) };
    }

    /// <summary>As the transport takes it.</summary>
    public static Metadata Sent(IEnumerable<KeyValuePair<string, string>> metadata)
    {
        var sent = new Metadata();
        foreach (var (name, value) in metadata)
        {
            sent.Add(IsBinary(name) ? new Metadata.Entry(name, Convert.FromBase64String(value)) : new Metadata.Entry(name, value));
        }

        return sent;
    }

    /// <summary>Names and values as the journal keeps them: several of one name joined by a comma.</summary>
    public static Dictionary<string, string> Recorded(IEnumerable<KeyValuePair<string, string>> metadata) =>
        metadata
            .GroupBy(entry => entry.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => string.Join(", ", group.Select(entry => entry.Value)), StringComparer.Ordinal);

    /// <summary>What came, bytes in base64.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Came(Metadata metadata) =>
        metadata.Select(entry => KeyValuePair.Create(entry.Key, entry.IsBinary ? Convert.ToBase64String(entry.ValueBytes) : entry.Value));

    private static void Add(List<KeyValuePair<string, string>> metadata, string key, string value, List<string> problems)
    {
        var isName = key.Length > 0 && key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.');
        if (!isName || Reserved.Contains(key) || key.StartsWith("grpc-", StringComparison.Ordinal))
        {
            problems.Add($"the metadata '{key}' cannot be sent: letters, digits, -, _ and . only, and none of the protocol's own names");
        }
        else if (IsBinary(key) && !Convert.TryFromBase64String(value, new byte[value.Length], out _))
        {
            problems.Add($"the metadata {key} holds bytes: its value must be base64");
        }
        else if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            problems.Add($"the metadata {key} has characters beyond printable ASCII: send them in base64 under a name that ends in -bin");
        }
        else
        {
            metadata.Add(KeyValuePair.Create(key, value));
        }
    }

    private static bool IsBinary(string name) => name.EndsWith("-bin", StringComparison.Ordinal);
}
