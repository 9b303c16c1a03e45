using Orchestra.Api.Data.Entities;
using Orchestra.Api.Validation;

namespace Orchestra.Api.Features.Profiles;

/// <summary>What sets one kind of profile apart from the others.</summary>
/// <typeparam name="T">The contract's record.</typeparam>
/// <param name="Kind">The kind.</param>
/// <param name="Noun">What messages call it.</param>
/// <param name="Segment">Its segment of the URL.</param>
/// <param name="Check">Adds every fault of a profile that stands at a path.</param>
internal sealed record ProfileShape<T>(ProfileKind Kind, string Noun, string Segment, Action<T, string, FaultList> Check)
    where T : class;
