namespace Orchestra.Engine.Specs.Text;

/// <summary>A value that was written: its bytes and its indexes.</summary>
/// <param name="Start">First byte.</param>
/// <param name="End">Behind the last byte.</param>
/// <param name="FirstIndex">Index of the value.</param>
/// <param name="EndIndex">Index behind the last value inside it.</param>
/// <param name="Height">Objects and arrays inside each other, itself included.</param>
internal readonly record struct YamlRange(int Start, int End, int FirstIndex, int EndIndex, int Height);
