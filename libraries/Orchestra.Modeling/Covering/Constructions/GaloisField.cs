namespace Orchestra.Modeling.Covering.Constructions;

/// <summary>The field with <see cref="Order"/> elements: its elements are the numbers below the order, read as polynomials over the prime.</summary>
internal sealed class GaloisField
{
    /// <summary>Larger fields give arrays that nobody runs.</summary>
    public const int MaxOrder = 128;

    private readonly int _prime;
    private readonly int _degree;
    private readonly int[,] _products;

    private GaloisField(int prime, int degree)
    {
        (_prime, _degree) = (prime, degree);
        Order = 1;
        for (var i = 0; i < degree; i++)
        {
            Order *= prime;
        }

        _products = FindProducts();
    }

    public int Order { get; }

    /// <summary>The smallest field with at least so many elements; null above <see cref="MaxOrder"/>.</summary>
    public static GaloisField? AtLeast(int elements)
    {
        for (var order = Math.Max(elements, 2); order <= MaxOrder; order++)
        {
            var prime = Enumerable.Range(2, order - 1).First(divisor => order % divisor == 0);
            var (rest, degree) = (order, 0);
            for (; rest % prime == 0; degree++)
            {
                rest /= prime;
            }

            if (rest == 1)
            {
                return new GaloisField(prime, degree);
            }
        }

        return null;
    }

    public int Add(int a, int b)
    {
        var sum = 0;
        for (var place = 1; place < Order; place *= _prime)
        {
            sum += (a / place + b / place) % _prime * place;
        }

        return sum;
    }

    public int Multiply(int a, int b) => _products[a, b];

    // A monic polynomial is irreducible exactly when no product of two elements other than 0 is 0.
    private int[,] FindProducts()
    {
        for (var modulus = 0; ; modulus++)
        {
            var products = new int[Order, Order];
            var hasDivisors = false;
            for (var a = 0; a < Order; a++)
            {
                for (var b = 0; b < Order; b++)
                {
                    products[a, b] = Product(a, b, modulus);
                    hasDivisors |= products[a, b] == 0 && a != 0 && b != 0;
                }
            }

            if (!hasDivisors)
            {
                return products;
            }
        }
    }

    // modulus holds the lower coefficients of x^degree = -(…).
    private int Product(int a, int b, int modulus)
    {
        var product = 0;
        for (var place = Order / _prime; place > 0; place /= _prime)
        {
            product = Add(TimesX(product, modulus), Scale(a, b / place % _prime));
        }

        return product;
    }

    private int TimesX(int a, int modulus)
    {
        var top = Order / _prime;
        var shifted = a % top * _prime;
        return _degree == 1 ? 0 : Add(shifted, Scale(modulus, (_prime - a / top) % _prime));
    }

    private int Scale(int a, int factor)
    {
        var scaled = 0;
        for (var place = 1; place < Order; place *= _prime)
        {
            scaled += a / place % _prime * factor % _prime * place;
        }

        return scaled;
    }
}
