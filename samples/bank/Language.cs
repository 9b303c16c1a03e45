namespace Orchestra.Samples.Bank;

/// <summary>Languages that contracts and letters come in.</summary>
internal enum Language
{
    En,
    De,
    Fr,
}
