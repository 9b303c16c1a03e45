using System.Globalization;
using System.Text.Json.Nodes;
using Grpc.Core;
using Orchestra.Contracts.Runs;

namespace Orchestra.Engine.Plugins.Grpc.Calls;

/// <summary>Statuses by the names that gRPC's documents give them.</summary>
public static class GrpcStatuses
{
    private static readonly string[] Names =
    [
        "OK",
        "CANCELLED",
        "UNKNOWN",
        "INVALID_ARGUMENT",
        "DEADLINE_EXCEEDED",
        "NOT_FOUND",
        "ALREADY_EXISTS",
        "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED",
        "FAILED_PRECONDITION",
        "ABORTED",
        "OUT_OF_RANGE",
        "UNIMPLEMENTED",
        "INTERNAL",
        "UNAVAILABLE",
        "DATA_LOSS",
        "UNAUTHENTICATED",
    ];

    /// <summary>The status of a number from 0 to 16 or of a name; null when it is none.</summary>
    public static int? Read(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < Names.Length ? number
        : Array.FindIndex(Names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index ? index
        : null;

    /// <summary>For people: the name.</summary>
    internal static string NameOf(int status) =>
        status >= 0 && status < Names.Length ? Names[status] : status.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether a step names this status as one that may come.</summary>
    internal static bool IsNamed(JsonNode? expected, StatusCode status) =>
        expected switch
        {
            null => false,
            JsonArray list => list.Any(item => Read(item?.ToString()) == (int)status),
            _ => Read(expected.ToString()) == (int)status,
        };

    /// <summary>What is wrong with a status; OK is expected where the step names none.</summary>
    internal static Violation? ViolationOf(JsonNode? expected, Status actual)
    {
        var holds = expected is null ? actual.StatusCode == StatusCode.OK : IsNamed(expected, actual.StatusCode);
        if (holds)
        {
            return null;
        }

        var wanted = expected is JsonArray list ? string.Join(" or ", list.Select(item => item?.ToString())) : expected?.ToString() ?? "OK";
        var detail = actual.Detail is { Length: > 0 } words ? $": {words}" : "";
        return new Violation(
            ViolationType.HttpError,
            "status",
            $"expected status {wanted}, got {NameOf((int)actual.StatusCode)} ({(int)actual.StatusCode}){detail}",
            expected?.DeepClone() ?? JsonValue.Create("OK"),
            JsonValue.Create(NameOf((int)actual.StatusCode))
        );
    }
}
