#pragma OPENCL EXTENSION cl_khr_fp64 : enable  
#pragma OPENCL EXTENSION cl_khr_fp16 : enable  
#pragma OPENCL EXTENSION cl_khr_int64_base_atomics : enable  
__kernel void leakyReluBackward(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *a, __global uchar *g)
{
  long l_30, l_29, l_28, l_11, l_10, l_9, l_21, l_37, l_20, l_36, l_19, l_35; 
  float f_23, f_25, f_32, f_33, f_13; 
  ulong ul_2, ul_1, ul_0, ul_16, ul_31, ul_14, ul_12, ul_26, ul_6, ul_22, ul_38; 
  bool b_5; 
  int i_17, i_15, i_4, i_3, i_18, i_34, i_8, i_24, i_7, i_27; 

  // BLOCK 0
  ul_0  =  (ulong) a;
  ul_1  =  (ulong) g;
  ul_2  =  ul_1 + 16L;
  i_3  =  *((__global int *) ul_2);
  i_4  =  get_global_id(0);
  b_5  =  i_4 < i_3;
  if(b_5)
  {
    // BLOCK 1
    ul_6  =  ul_1 + 20L;
    i_7  =  *((__global int *) ul_6);
    i_8  =  i_7 + i_4;
    l_9  =  (long) i_8;
    l_10  =  l_9 + 4L;
    l_11  =  l_10 << 2;
    ul_12  =  ul_0 + l_11;
    f_13  =  *((__global float *) ul_12);
    ul_14  =  ul_1 + 28L;
    i_15  =  *((__global int *) ul_14);
    ul_16  =  ul_1 + 24L;
    i_17  =  *((__global int *) ul_16);
    i_18  =  i_17 + i_4;
    l_19  =  (long) i_18;
    l_20  =  l_19 + 4L;
    l_21  =  l_20 << 2;
    ul_22  =  ul_0 + l_21;
    f_23  =  *((__global float *) ul_22);
    i_24  =  isless(0.0F, f_23);
    if(i_24 == 1)
    {
      // BLOCK 2
      f_25  =  f_13;
    }  // B1
    else
    {
      // BLOCK 3
      ul_26  =  ul_1 + 32L;
      i_27  =  *((__global int *) ul_26);
      l_28  =  (long) i_27;
      l_29  =  l_28 + 4L;
      l_30  =  l_29 << 2;
      ul_31  =  ul_0 + l_30;
      f_32  =  *((__global float *) ul_31);
      f_33  =  f_32 * f_13;
      f_25  =  f_33;
    }  // B1
    // BLOCK 4 MERGES [2 3 ]
    i_34  =  i_15 + i_4;
    l_35  =  (long) i_34;
    l_36  =  l_35 + 4L;
    l_37  =  l_36 << 2;
    ul_38  =  ul_0 + l_37;
    *((__global float *) ul_38)  =  f_25;
  }  // B0
  else
  {
    // BLOCK 5
  }  // B0
  // BLOCK 6 MERGES [5 4 ]
  return;
}  //  kernel
