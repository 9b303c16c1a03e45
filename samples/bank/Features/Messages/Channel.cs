namespace Orchestra.Samples.Bank.Features.Messages;

/// <summary>Ways to reach a customer.</summary>
internal enum Channel
{
    Email,
    Sms,
    Letter,
}
