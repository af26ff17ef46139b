namespace Pulumi;

internal interface IUnion
{
    object Value { get; }
}

public readonly struct Union<T0, T1> : IEquatable<Union<T0, T1>>, IUnion
{
    private readonly T0 first;
    private readonly T1 second;

    private Union(bool isT1, T0 t0, T1 t1) => (IsT1, first, second) = (isT1, t0, t1);

    public T0 AsT0 => IsT0 ? first : throw new InvalidOperationException("The union holds a value of its second type.");

    public T1 AsT1 => IsT1 ? second : throw new InvalidOperationException("The union holds a value of its first type.");

    public bool IsT0 => !IsT1;

    public bool IsT1 { get; }

    public object Value => (IsT0 ? (object?)first : second)!;

    public static Union<T0, T1> FromT0(T0 input) => new(isT1: false, input, default!);

    public static Union<T0, T1> FromT1(T1 input) => new(isT1: true, default!, input);

    public static implicit operator Union<T0, T1>(T0 t) => FromT0(t);

    public static implicit operator Union<T0, T1>(T1 t) => FromT1(t);

    public static bool operator ==(Union<T0, T1> left, Union<T0, T1> right) => left.Equals(right);

    public static bool operator !=(Union<T0, T1> left, Union<T0, T1> right) => !left.Equals(right);

    public TResult Match<TResult>(Func<T0, TResult> f0, Func<T1, TResult> f1) => IsT0 ? f0(first) : f1(second);

    public bool Equals(Union<T0, T1> other) => IsT1 == other.IsT1 && Equals(Value, other.Value);

    public override bool Equals(object? obj) => obj is Union<T0, T1> other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(IsT1, Value);

    public override string ToString() => $"{Value}";
}
