namespace Orchestra.Load.Models;

/// <summary>A stage with where it begins: a straight line of users or of starts a second.</summary>
/// <param name="From">When it begins, in seconds from the load's start on.</param>
/// <param name="Length">How long it is, in seconds.</param>
/// <param name="First">The value at its begin.</param>
/// <param name="Last">The value at its end.</param>
internal readonly record struct Ramp(decimal From, decimal Length, decimal First, decimal Last)
{
    public decimal To => From + Length;

    /// <summary>The area below it: what was started in it, where the value is a rate.</summary>
    public decimal Area => (First + Last) / 2 * Length;
}
