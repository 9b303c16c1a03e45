using System.ComponentModel.DataAnnotations;

namespace Orchestra.Samples.Bank.Faults;

/// <summary>How the bank misbehaves from its start; <c>/_sut</c> changes it at run time.</summary>
internal sealed class BankOptions
{
    public const string Section = "Bank";

    /// <summary>The fault to start with.</summary>
    /// <value><c>none</c> by default; the names are in <see cref="BankFaults"/>.</value>
    public string Fault { get; set; } = "none";

    /// <summary>How long the fault <c>slow</c> keeps a request waiting.</summary>
    /// <value>30 seconds by default; from 1 millisecond to 10 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan SlowAnswer { get; set; } = TimeSpan.FromSeconds(30);
}
