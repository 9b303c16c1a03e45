using Orchestra.Contracts.Errors;

namespace Orchestra.ServiceDefaults.Errors;

/// <summary>A rare refusal of a request. Frequent outcomes are return values instead.</summary>
public sealed class ApiException(ErrorCode code, string message, IReadOnlyList<Fault>? faults = null) : Exception(message)
{
    /// <summary>Which refusal it is.</summary>
    public ErrorCode Code { get; } = code;

    /// <summary>Every fault of the input; empty where there is nothing to list.</summary>
    public IReadOnlyList<Fault> Faults { get; } = faults ?? [];

    /// <summary>400 with one fault at <paramref name="path"/>.</summary>
    public static ApiException BadRequest(string path, string message) =>
        new(ErrorCode.BadRequest, message, [new Fault(path, null, message)]);

    /// <summary>404 in the words used for every kind of thing, so that another tenant's id reads like an unknown one.</summary>
    public static ApiException NotFound(string what) => new(ErrorCode.NotFound, $"{what} not found");
}
