using Orchestra.Contracts.Errors;

namespace Orchestra.Modeling.Covering.Pict;

/// <summary>What a model file says.</summary>
/// <param name="Model">The model; null when there are faults.</param>
/// <param name="Faults">Everything that must be changed.</param>
/// <param name="Warnings">Everything that is probably not meant.</param>
public sealed record PictImport(PictModel? Model, IReadOnlyList<Fault> Faults, IReadOnlyList<Fault> Warnings);
