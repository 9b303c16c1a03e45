using Orchestra.Contracts.Errors;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Validation;

/// <summary>Gathers every fault of a request, so that one answer lists them all.</summary>
internal sealed class FaultList
{
    private readonly List<Fault> _faults = [];

    public bool IsEmpty => _faults.Count == 0;

    public IReadOnlyList<Fault> All => _faults;

    public void Add(string path, string message) => _faults.Add(new Fault(path, null, message));

    public FaultList Demand(bool holds, string path, string message)
    {
        if (!holds)
        {
            Add(path, message);
        }

        return this;
    }

    /// <summary>A text that must be there and fit.</summary>
    public FaultList Text(string? value, string path, int maxLength) =>
        Demand(!string.IsNullOrWhiteSpace(value), path, $"{path} is required")
            .Demand(value is null || value.Length <= maxLength, path, $"{path} must be at most {maxLength} characters")
            .NoControls(value, path);

    /// <summary>A text that need not be there but must fit.</summary>
    public FaultList OptionalText(string? value, string path, int maxLength) => value is null ? this : Text(value, path, maxLength);

    /// <summary>An id that must be there.</summary>
    public FaultList Id(Guid value, string path) => Demand(value != Guid.Empty, path, $"{path} is required");

    public void ThrowIfAny(string message)
    {
        if (_faults.Count > 0)
        {
            throw new ApiException(ErrorCode.BadRequest, _faults.Count == 1 ? _faults[0].Message : message, [.. _faults]);
        }
    }

    private FaultList NoControls(string? value, string path) =>
        Demand(value is null || !value.Any(char.IsControl), path, $"{path} must not contain control characters");
}
